import{b as a,c as b,d as c}from"./part-MBSGBW6O.js";import"./part-4C2W26MT.js";import"./part-YWWSHZUS.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
