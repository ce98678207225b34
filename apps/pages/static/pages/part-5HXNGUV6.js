import{a,b,c,d,e}from"./part-RR3QNSFR.js";import"./part-P4SWHGWI.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
