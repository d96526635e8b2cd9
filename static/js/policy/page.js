/* The policy page: opening the version in force is what the footer remembers. */
import { rememberPolicyRead } from "./read_mark.js";

const policy = document.querySelector("[data-policy-in-force]");
if (policy) rememberPolicyRead(policy.dataset.policyInForce);
