import{b as a,c as b,d as c}from"./part-3GHU7TTT.js";import"./part-NPSIRIZU.js";import"./part-YHDRQYNO.js";export{a as Payments,c as checkout,b as usePaymentChanges};
