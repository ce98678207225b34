import{a,b,c,d,e}from"./part-SL2GAMHM.js";import"./part-TDBUAQYI.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
