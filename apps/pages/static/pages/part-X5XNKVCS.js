import{b as a,c as b,d as c}from"./part-5CJMC7JN.js";import"./part-Z3ZYTRNQ.js";import"./part-HRN4VVZC.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
