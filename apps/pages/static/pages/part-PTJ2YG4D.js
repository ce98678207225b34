import{b as a,c as b}from"./part-7XTOEPG6.js";import"./part-MQPVYYNA.js";export{a as Payments,b as checkout};
