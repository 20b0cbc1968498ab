/** The sentences of an alert; a third language is one more entry. */
interface AlertWords {
  readonly title: string;
  readonly synthetic: string;
  readonly seen: string;
  readonly usual: string;
  readonly likelihood: string;
  readonly onset: string;
  readonly rate: string;
  readonly judge: string;
}

export const WORDS: Readonly<Record<string, AlertWords>> = {
  en: {
    title: "{name}: fuller than usual on {date}",
    synthetic: "SYNTHETIC: the images of this facility were made by a renderer.",
    seen: "On {date}, {cars} cars stood on the tracks of {name} (between {low} and {high}, {level} interval).",
    usual:
      "Its earlier images lead one to expect {usualLow} to {usualHigh} ({usualLevel} interval); the chance of a count this high or higher is {chance}.",
    likelihood: "That a lasting rise has begun: {likelihood}.",
    onset: "If it has, it began between {onsetLow} and {onsetHigh} ({onsetLevel} interval).",
    rate: "The running evidence is {evidence}; the alarm is raised at {threshold}, which yards without a change reach at most {rate} times a year, on the average over the kinds of yard that the method assumes; one kind may reach it oftener.",
    judge:
      "These are statistics of counts. What they mean, and how much confidence they deserve, is for an analyst to judge: {link}",
  },
  ar: {
    title: "{name}: امتلاء فوق المعتاد في {date}",
    synthetic: "بيانات اصطناعية: صور هذا الموقع من صنع برنامج رسم، وليست صورًا حقيقية.",
    seen: "بلغ عدد العربات على سكك {name} في {date} نحو {cars} (من {low} إلى {high}، بمستوى {level}).",
    usual:
      "وتشير الصور السابقة للموقع نفسه إلى أن العدد المتوقع من {usualLow} إلى {usualHigh} (بمستوى {usualLevel})؛ أما احتمال أن يبلغ العدد هذا الحد أو يتجاوزه فهو {chance}.",
    likelihood: "تقدير احتمال أن يكون ارتفاع مستمر قد بدأ: {likelihood}.",
    onset: "وإن كان قد بدأ، فقد بدأ بين {onsetLow} و{onsetHigh} (بمستوى {onsetLevel}).",
    rate: "تبلغ قوة الدليل المتراكم {evidence}، ويصدر الإنذار عند {threshold}، وهو حد لا يتجاوز معدل بلوغه في ساحات لم يطرأ عليها تغيّر {rate} في السنة، في المتوسط بين أنواع الساحات التي تفترضها الطريقة؛ وقد يزيد المعدل في نوع بعينه.",
    judge: "هذه إحصاءات لأعداد العربات، أما معناها ودرجة الثقة التي تستحقها فأمرهما متروك لتقدير المحلل: {link}",
  },
};
