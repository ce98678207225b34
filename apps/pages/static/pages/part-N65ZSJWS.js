import{a,b,c,d,e}from"./part-4WTWBCFV.js";import"./part-QLXS5THS.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
