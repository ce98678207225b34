import{a,b,c,d,e}from"./part-3LLBFXUS.js";import"./part-YWWSHZUS.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
