import{b as a,c as b,d as c}from"./part-4TQABWLC.js";import"./part-IUKUFSML.js";import"./part-HU3HVCRZ.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
