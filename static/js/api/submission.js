/* A file on its way to the server and its job on the way to an end, with a way back at every point.
   What is said of the end is what the server says. */
import { endJob, watchJob } from "./jobs.js";
import { sendFile } from "./send_file.js";

export class Submission {
  /** `key` stands for one request: sent again after a lost connection it is the same one. `onSent`
      hears the share that was sent, `onAccepted` that the server has it, `onWork` every state of the
      job, `onMiss` every question without an answer, and `onKept` that the server did not take a
      cancel: then the job goes on, and can be cancelled again. */
  constructor({ address, field, file, fields, key, patience, ...heard }) {
    this.request = { address, field, file, fields, key };
    this.patience = patience;
    this.heard = { onAccepted: () => {}, ...heard };
    this.sending = new AbortController();
    this.sent = 0;
    this.job = null;
    this.isCancelled = this.isEnded = false;
    this.ending = null;
  }

  /** The job once it has ended, whichever way; raises Problem. What became ready in the moment of a
      cancel that the server took is gone, whatever was last heard of it. */
  async run() {
    this.job = await sendFile({
      ...this.request,
      onProgress: (share) => {
        this.sent = share;
        this.heard.onSent(share);
      },
      signal: this.sending.signal,
    });
    this.heard.onAccepted();
    if (this.isCancelled) await this.end();
    const { patience, heard } = this;
    const onWork = (job) => heard.onWork(job, this.job);
    const job = await watchJob(this.job.url, onWork, { patience, onMiss: heard.onMiss });
    await this.ending;
    return this.isEnded ? { ...job, status: "cancelled" } : job;
  }

  /** Before the last byte the sending stops; after it the job is ended, wherever it is. */
  async cancel() {
    this.isCancelled = true;
    if (this.job) await this.end();
    else if (this.sent < 1) this.sending.abort();
  }

  end() {
    this.ending = endJob(this.job.url).then((isEnded) => {
      this.isEnded ||= isEnded;
      if (!this.isEnded) this.heard.onKept();
    });
    return this.ending;
  }
}
