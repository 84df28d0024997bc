// Step kind `publish`: address, proof, platform.

import type { DocumentView } from "$generated/DocumentView";
import type { OpenAct } from "$generated/OpenAct";
import type { Submission } from "$generated/Submission";
import { t } from "$shared/texts/all";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";

export interface KeptPublish {
  address: string;
  proofs: DocumentView[];
  platform: string;
}

export class PublishBody implements ActBody<KeptPublish> {
  address = $state("");
  proofs = $state<DocumentView[]>([]);
  platform = $state("v5");
  readonly #act: () => OpenAct;

  constructor(act: () => OpenAct, platform: string) {
    this.#act = act;
    this.platform = platform;
  }

  keep(): KeptPublish {
    return $state.snapshot({ address: this.address, proofs: this.proofs, platform: this.platform });
  }

  resume(kept: KeptPublish) {
    Object.assign(this, kept);
  }

  lacks(): Lack[] {
    const say = t.satuUsulan;
    const lacks: Lack[] = this.#act().missing.filter((key) => key !== "proof").map((key) => ({ words: say.missing(key), field: "letter", message: say.missing(key), soft: true }));
    if (this.proofs.length === 0) lacks.push({ words: say.missing("proof"), field: "proof", message: say.missing("proof"), soft: true });
    return lacks;
  }

  submissions(frame: RecordFrame): Submission[] {
    const publication = { address: this.address.trim(), proofs: this.proofs.map((proof) => proof.document), platform: this.platform };
    return [frame.submission({ act: "publish", publication })];
  }

  said(): string {
    return t.satuUsulan.publish.said;
  }
}
