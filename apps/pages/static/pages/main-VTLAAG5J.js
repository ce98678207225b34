import"./part-ZFLYZZCX.js";
