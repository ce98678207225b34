import{a,b,c,d,e}from"./part-2R65RWLH.js";import"./part-2JGN72WH.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
