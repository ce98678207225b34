import{a,b,c}from"./part-QZFL2AJO.js";import"./part-3QNBUNPU.js";import"./part-R3UW6F4J.js";import"./part-TK7LWOIC.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
