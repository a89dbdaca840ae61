/** What people write, by the script they write in: a heading, quotation marks, dashes, an address, a name, marks. */
export const usualTexts = {
  English:
    "# Outage\nThe build is “red” again – see https://ci.example.com/runs/42, @Ana. It’s *urgent* (50 % failed)…",
  German:
    "# Störung\nDer Build ist „rot“ – siehe https://ci.example.com/läufe/42, @Jörg. Schöne Grüße aus Köln, 20 € übrig…",
  Russian: "# Сбой\nСборка снова «красная» – смотрите https://ci.example.com/сборки/42, @Иван. Ещё № 5: *срочно*…",
  Greek: "# Βλάβη\nΗ κατασκευή είναι «κόκκινη» – δείτε https://ci.example.com/runs/42, @Ελένη· *επείγον*;",
  Japanese:
    "# 障害\nビルドがまた「失敗」しました。詳細はこちら：https://ci.example.com/runs/42 @田中さん、*至急*お願いします〜",
  Chinese: "# 故障\n构建又“失败”了——请看：https://ci.example.com/runs/42，@张三。*紧急*（50％）……",
  Korean: "# 장애\n빌드가 다시 ‘실패’했습니다 – https://ci.example.com/runs/42 참고, @지민. *긴급*입니다…",
} as const;
