import{b as a,c as b,d as c}from"./part-OOZWW6AW.js";import"./part-BFILE5J3.js";import"./part-QLXS5THS.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
