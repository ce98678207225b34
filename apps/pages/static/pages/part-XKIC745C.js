import{b as a,c as b,d as c}from"./part-24MEWSBV.js";import"./part-IUYZMXIN.js";import"./part-MVUWP62Y.js";export{a as Payments,c as createCheckout,b as usePaymentChanges};
