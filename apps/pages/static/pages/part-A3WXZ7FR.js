import{b as a,c as b,d as c}from"./part-73NJWVGS.js";import"./part-LWL7MYCY.js";import"./part-6XVDXFPQ.js";export{a as Payments,c as checkout,b as usePaymentChanges};
