import type { Words } from '../en/conversation.js';
import { isolate, plural } from '../format.js';

const name = (text: string): string => isolate(text, 'rtl');

/** Arabic. */
export const ar: Words = {
  dir: 'rtl',
  close: 'إغلاق',
  menu: 'القائمة',
  retry: 'حاول الآن',
  write: 'اكتب رسالة',
  send: 'إرسال',
  verified: 'هوية مؤكدة',
  here: 'متواجد الآن',
  notHere: 'غير متواجد الآن',
  at: (agent, business) => `${name(agent)} من ${name(business)}`,
  seal: business => `أنت و${name(business)} فقط تستطيعان قراءة هذه المحادثة. لا توجد شركة أخرى بينكما.`,
  demo: 'عرض تجريبي: مفتاحه ليس سريًا، فلا تكتب شيئًا خاصًا.',
  you: 'أنت',
  thread: 'المحادثة',
  earlier: 'عرض الرسائل السابقة',
  newMessages: count =>
    plural('ar', count, {
      one: 'رسالة جديدة واحدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    }),
  unread: count =>
    plural('ar', count, {
      one: 'رسالة واحدة غير مقروءة',
      two: 'رسالتان غير مقروءتين',
      few: '# رسائل غير مقروءة',
      many: '# رسالة غير مقروءة',
      other: '# رسالة غير مقروءة',
    }),
  typing: agent => (agent ? `${name(agent)} يكتب الآن` : 'هناك من يكتب الآن'),
  delivery: {
    pending: 'بانتظار الإرسال',
    sent: 'أُرسلت',
    delivered: 'وصلت',
    read: 'قُرئت',
  },
  notice: (notice, agent) => {
    const somebody = agent ? name(agent) : 'أحد أفراد الفريق';
    switch (notice) {
      case 'answered':
        return `يجيبك الآن: ${somebody}`;
      case 'handed-over':
        return `يتابع معك من هنا: ${somebody}`;
      case 'ended':
        return 'انتهت هذه المحادثة. اكتب مجددًا متى شئت.';
      case 'unreadable':
        return 'تعذّر فتح هذه الرسالة. اطلب إرسالها مرة أخرى.';
      case 'newer-version':
        return 'تحتاج هذه الرسالة إلى إصدار أحدث. أعد تحميل الصفحة لقراءتها.';
    }
  },
  wroteFrom: 'من صفحة «{}»',
  lookingAt: agent => `أنت تتصفح {} وسيظهر ذلك لدى ${name(agent)}.`,
  notLooking: agent => `لا يظهر لدى ${name(agent)} ما هي الصفحة التي تتصفحها.`,
  dontShare: 'لا تشاركها',
  share: 'شاركها',
  direct: 'اتصال مباشر، مختوم من الطرف إلى الطرف',
  relay: business => `عبر خادم ${name(business)} نفسه، مختوم من الطرف إلى الطرف`,
  sealed: 'مختوم من الطرف إلى الطرف',
  connecting: 'جارٍ الاتصال',
  reconnecting: 'جارٍ إعادة الاتصال',
  consent: 'قبل أن تكتب',
  consentRead: 'اقرأ ما توافق عليه',
  agree: 'أوافق وأبدأ الكتابة',
  awayHelp: 'اكتب مع ذلك: رسالتك محفوظة، والجواب ينتظرك هنا.',
  elsewhere: 'اكتب إلينا على صفحتنا',
  loading: 'جارٍ فتح المحادثة',
  left: count =>
    plural('ar', count, {
      zero: 'لم يبقَ أي حرف',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  tooLong: count =>
    plural('ar', count, {
      one: 'أطول بحرف واحد. اختصرها أو أرسلها في جزأين.',
      two: 'أطول بحرفين. اختصرها أو أرسلها في جزأين.',
      few: 'أطول بـ # أحرف. اختصرها أو أرسلها في جزأين.',
      many: 'أطول بـ # حرفًا. اختصرها أو أرسلها في جزأين.',
      other: 'أطول بـ # حرف. اختصرها أو أرسلها في جزأين.',
    }),
  faults: {
    'app-unavailable': ['تعذّر تحميل المحادثة.', 'تحقق من اتصالك وحاول مرة أخرى.'],
    'storage-full': ['هذا الجهاز ممتلئ.', 'ما كتبته ما زال هنا. أفرغ بعض المساحة وحاول مرة أخرى.'],
    'storage-failed': ['لم يستطع المتصفح الحفظ.', 'انسخ ما كتبته ثم أعد تحميل الصفحة.'],
    deposed: ['تابعتَ في علامة تبويب أخرى.', 'هذه تتبعها.'],
    'route-tampered': ['اضطرب الاتصال المباشر.', 'أُغلق. تمر كلماتك عبر خادم المتجر نفسه، وهي مختومة.'],
    'node-unreachable': ['انقطع الاتصال.', 'كلماتك محفوظة وتُرسل حالما يعود الاتصال.'],
    replaced: ['تابعتَ في نافذة أخرى.', 'حاول مرة أخرى للمتابعة هنا.'],
    'too-often': ['كان ذلك كثيرًا دفعة واحدة.', 'كلماتك محفوظة وتُرسل بعد قليل.'],
    'mailbox-full': ['صندوق الرسائل ممتلئ.', 'كلماتك محفوظة هنا وتُرسل لاحقًا.'],
    'peer-unreachable': ['لا يمكن الوصول إلى أحد الآن.', 'كلماتك محفوظة وتُرسل لاحقًا.'],
    'message-too-long': ['هذه الرسالة طويلة جدًا.', 'اختصرها أو أرسلها في جزأين.'],
  },
};
