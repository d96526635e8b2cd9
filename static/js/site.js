/* What every page has: the theme, the menu, times left, the footer's line about the policy. */
import { bindCountdowns } from "./countdown.js";
import { bindMenu } from "./menu.js";
import { showPolicyHint } from "./policy/read_mark.js";
import { bindThemeToggle } from "./theme.js";

bindThemeToggle(document.querySelector("[data-theme-toggle]"));
bindMenu(document.querySelector("[data-menu-toggle]"));
showPolicyHint(document.querySelector("[data-policy-hint]"));
bindCountdowns();
