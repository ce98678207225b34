/* Whoever is signed in on this device and opens the bare address of the site goes on to the own pages. */
const { pages } = document.currentScript.dataset;
if (location.hash === "#start") {
  let signedIn = false;
  try {
    signedIn = localStorage.getItem("talim.refresh") !== null;
  } catch {
    // Without storage nobody is signed in here.
  }
  if (signedIn) location.replace(pages);
  else history.replaceState(null, "", location.pathname);
}
