import{b as a,c as b}from"./part-7O7GAHBD.js";import"./part-ROMXAHNQ.js";export{a as Payments,b as checkout};
