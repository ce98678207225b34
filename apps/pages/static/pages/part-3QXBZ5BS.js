import{b as a,c as b}from"./part-S5I5AXZV.js";import"./part-7JM6UDSN.js";export{a as Payments,b as checkout};
