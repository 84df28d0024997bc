// What English sentences are put together with.

/** "telaah", "telaah and pengumuman", "a, b and c". */
export const list = (words: string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** "1 copy", "3 copies". */
export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

export const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export const lower = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
