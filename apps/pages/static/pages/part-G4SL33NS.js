import{b as a,c as b,d as c}from"./part-IEV3TYT4.js";import"./part-WYWYVOGO.js";import"./part-OWTMX7I7.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
