import{b as a,c as b,d as c}from"./part-7YFCY2ZB.js";import"./part-JZB6LV7P.js";import"./part-KE57HJ2K.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
