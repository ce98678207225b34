import{a,b,c,d,e}from"./part-TVNZWMGM.js";import"./part-F4RJY6SG.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
