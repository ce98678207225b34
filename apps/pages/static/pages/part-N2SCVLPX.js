import{b as a,c as b,d as c}from"./part-C2VTS6HP.js";import"./part-TPZL3T2W.js";import"./part-RWY2SINN.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
