import{a,b,c}from"./part-FVJ2PN6M.js";import"./part-HV3VYM24.js";import"./part-LGPIMUD6.js";import"./part-LAUE6MYQ.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
