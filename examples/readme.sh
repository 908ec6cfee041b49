preflight check --direction to-dataverse --map examples/customer/map.json \
  --finance examples/customer/finance.xml --dataverse examples/customer/dataverse.json \
  --entities examples/customer/entities.json --keys examples/customer/keys.json \
  --answers examples/customer/answers.json examples/customer/record-finance.json
