import{a,b,c,d,e}from"./part-R47U6TEV.js";import"./part-IGFLKVX3.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
