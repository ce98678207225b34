import{a,b,c,d,e}from"./part-YYP2CKZM.js";import"./part-SZDRBM6B.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
