import{a,b,c}from"./part-RMRFBMMB.js";import"./part-TTVNIL2C.js";import"./part-C67WJY7I.js";import"./part-ZFLYZZCX.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
