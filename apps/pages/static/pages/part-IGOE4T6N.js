import{a}from"./part-Z5VVGXH7.js";import"./part-KDWAE3DT.js";import"./part-G2BV5TKZ.js";import"./part-UYUOAH22.js";import"./part-YCZ6IQ4Z.js";import"./part-XLTMOYD3.js";export{a as Excuses};
