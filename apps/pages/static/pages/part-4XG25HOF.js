import{a,b,c,d,e}from"./part-HIKPPNWE.js";import"./part-HLTYPTNK.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
