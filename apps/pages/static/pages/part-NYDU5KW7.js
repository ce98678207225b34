import{a,b,c,d,e}from"./part-HQ7TICMC.js";import"./part-LYUJN63T.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
