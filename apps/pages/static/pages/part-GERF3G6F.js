import{a,b,c,d,e}from"./part-MOZY6DIM.js";import"./part-VRPGTCOM.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
