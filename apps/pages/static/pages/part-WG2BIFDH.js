import{a,b,c,d,e}from"./part-QAXIEX2Q.js";import"./part-CONF7NS3.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
