import{b as a,c as b,d as c}from"./part-TDMFFKXK.js";import"./part-YXGGML3Y.js";import"./part-AGQCDPC3.js";export{a as Payments,c as checkout,b as usePaymentChanges};
