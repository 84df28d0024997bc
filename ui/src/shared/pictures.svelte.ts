// Pictures of pages that replace each other only when the new one has arrived.

/** Follows a list of addresses; `at(i)` is the latest one that is ready, `broken(i)` whether the present one failed. */
export function heldPictures(wanted: () => string[], onbroken: () => void) {
  const ready = $state<(string | undefined)[]>([]);
  const failed = $state<(string | undefined)[]>([]);

  $effect(() => {
    const addresses = wanted();
    let current = true;
    if (ready.length > addresses.length) ready.length = addresses.length;
    addresses.forEach((address, index) => {
      if (ready[index] === address) return;
      const picture = new Image();
      picture.onload = () => {
        if (current) ready[index] = address;
      };
      picture.onerror = () => {
        if (!current) return;
        failed[index] = address;
        onbroken();
      };
      picture.src = address;
    });
    return () => {
      current = false;
    };
  });

  return {
    at: (index: number) => ready[index],
    broken: (index: number) => failed[index] !== undefined && failed[index] === wanted()[index],
  };
}
