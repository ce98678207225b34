import{b as a,c as b,d as c}from"./part-XSSEB2BT.js";import"./part-F74VFFB5.js";import"./part-PZ7QNHBA.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
