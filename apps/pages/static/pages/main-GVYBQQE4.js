import"./part-RVSKNVR7.js";
