import{b as a,c as b,d as c}from"./part-Z5NQST5Q.js";import"./part-PJWVVCJT.js";import"./part-CGK5BTJC.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
