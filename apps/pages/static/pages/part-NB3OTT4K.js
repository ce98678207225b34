import{a,b,c,d,e}from"./part-7AEWNFJL.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
