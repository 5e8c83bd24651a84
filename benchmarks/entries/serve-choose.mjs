/** Count the choices among ten arms that a served bandit answers for a second of CPU time, beside a route that answers a constant. */
import { requestsPerCpuSecond } from "../serve.mjs";

export default {
  name: "serve-choose",
  unit: "requests/s",
  subject: "service",
  baseline: "bare",
  calls: 1,
  blocks: 3,
  setup: () => ({ service: () => requestsPerCpuSecond("service"), bare: () => requestsPerCpuSecond("bare") }),
  read: (_, requests) => requests,
};
