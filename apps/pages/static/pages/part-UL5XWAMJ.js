import{a,b,c,d,e}from"./part-MENSLGTU.js";import"./part-GQ4C3XAI.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
