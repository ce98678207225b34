import{b as a,c as b,d as c}from"./part-CEBN76AB.js";import"./part-7ZRCAYGK.js";import"./part-FOZOJYWX.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
