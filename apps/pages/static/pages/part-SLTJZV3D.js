import{b as a,c as b,d as c}from"./part-ILODUGJ5.js";import"./part-D4NRUZWW.js";import"./part-INLZCDTC.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
