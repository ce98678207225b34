import{a,b}from"./part-BZ6MJ6MW.js";import"./part-V4YCQYPY.js";import"./part-ZFNAPYL3.js";import"./part-536U7VK2.js";import"./part-3P5FXIB7.js";export{a as Consents,b as OpenConsentsNotice};
