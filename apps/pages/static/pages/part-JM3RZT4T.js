import{a,b,c,d,e}from"./part-D24SP6IK.js";import"./part-ZFLYZZCX.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
