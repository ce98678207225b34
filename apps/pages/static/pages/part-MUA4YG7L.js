import{b as a,c as b,d as c}from"./part-5GJGSIMB.js";import"./part-4CK6THTP.js";import"./part-Z4VHTOY4.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
